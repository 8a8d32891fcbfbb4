package follow

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
)

// A FileJournal is a Journal in a file, a line "md5 name" for each file that is
// done.
type FileJournal struct {
	mu   sync.Mutex
	file *os.File
	done map[string]bool
}

// OpenJournal opens the journal in the file, or begins one. A last line that
// was cut off counts for nothing.
func OpenJournal(name string) (*FileJournal, error) {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the journal of files: %w", err)
	}
	j := &FileJournal{file: file, done: map[string]bool{}}
	whole := int64(0)
	for r := bufio.NewReader(file); ; {
		text, err := r.ReadString('\n')
		if err != nil {
			break // what has no line end was not finished
		}
		whole += int64(len(text))
		if _, name, ok := strings.Cut(strings.TrimSuffix(text, "\n"), " "); ok {
			j.done[name] = true
		}
	}
	if err := file.Truncate(whole); err != nil {
		return nil, errors.Join(fmt.Errorf("the journal of files: %w", err), file.Close())
	}
	if _, err := file.Seek(whole, 0); err != nil {
		return nil, errors.Join(fmt.Errorf("the journal of files: %w", err), file.Close())
	}
	return j, nil
}

// Done tells whether the file is done.
func (j *FileJournal) Done(_ context.Context, name string) (bool, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.done[name], nil
}

// SetDone writes it down, and waits until the disk has it.
func (j *FileJournal) SetDone(_ context.Context, name, md5 string) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if _, err := fmt.Fprintf(j.file, "%s %s\n", md5, name); err != nil {
		return err
	}
	if err := j.file.Sync(); err != nil {
		return err
	}
	j.done[name] = true
	return nil
}

// Close closes the file.
func (j *FileJournal) Close() error { return j.file.Close() }
