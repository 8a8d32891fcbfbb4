package export

import (
	"testing"

	"github.com/entente/entente/localdb/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }
