# entente alone, for a Neo4j that runs elsewhere: one static program, no shell, no root.
FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /image/bin/entente ./cmd/entente \
 && mkdir -p /image/etc/ssl/certs /image/home/entente \
 && mkdir -m 1777 /image/tmp \
 && cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ \
 && chown 65532:65532 /image/home/entente

FROM scratch
COPY --from=build /image/ /
ENV HOME=/home/entente PATH=/bin
USER 65532:65532
ENTRYPOINT ["/bin/entente"]
