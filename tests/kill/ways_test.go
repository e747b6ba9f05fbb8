package kill_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// way is a way to end a command in the middle of its work.
type way struct {
	name string
	end  func(*testing.T, *site, *process, *rand.Rand)
	// atCreation ends it as soon as AWS has created something, which the state does not
	// say yet; the others at any moment.
	atCreation bool
	// slow takes half a minute: the engine tries again to save the state.
	slow bool
}

// ways are those of people, of terminals, of CI and of machines.
var ways = []way{
	{name: "killed", end: func(_ *testing.T, _ *site, p *process, _ *rand.Rand) { p.one(syscall.SIGKILL) }},
	{
		name: "killed with its programs",
		end:  func(_ *testing.T, _ *site, p *process, _ *rand.Rand) { p.all(syscall.SIGKILL) },
	},
	{
		name:       "killed after a creation",
		atCreation: true,
		end:        func(_ *testing.T, _ *site, p *process, _ *rand.Rand) { p.one(syscall.SIGKILL) },
	},
	{name: "asked to end", end: func(_ *testing.T, _ *site, p *process, _ *rand.Rand) { p.all(syscall.SIGTERM) }},
	{name: "interrupted", end: func(_ *testing.T, _ *site, p *process, _ *rand.Rand) { p.all(syscall.SIGINT) }},
	{name: "interrupted twice", end: func(_ *testing.T, _ *site, p *process, r *rand.Rand) {
		p.all(syscall.SIGINT)
		time.Sleep(550*time.Millisecond + time.Duration(r.IntN(100))*time.Millisecond)
		p.all(syscall.SIGINT)
	}},
	{name: "as CI does it", end: func(_ *testing.T, _ *site, p *process, r *rand.Rand) {
		p.all(syscall.SIGINT)
		time.Sleep(time.Duration(r.IntN(1000)) * time.Millisecond)
		p.all(syscall.SIGTERM)
		time.Sleep(time.Duration(r.IntN(300)) * time.Millisecond)
		p.all(syscall.SIGKILL)
	}},
	{name: "hung up", end: func(_ *testing.T, _ *site, p *process, _ *rand.Rand) { p.all(syscall.SIGHUP) }},
	{name: "not read any more", end: func(_ *testing.T, _ *site, p *process, _ *rand.Rand) { p.leave() }},
	{
		name: "without its programs",
		end:  func(_ *testing.T, _ *site, p *process, _ *rand.Rand) { p.programs(syscall.SIGKILL) },
	},
	{
		name: "on a full disk",
		slow: true,
		end:  fill,
	},
	{
		name: "with a limit on files",
		slow: true,
		end: func(t *testing.T, _ *site, p *process, r *rand.Rand) {
			limit(t, p, uint64(r.IntN(100))*1024)
		},
	},
}

// insideASave ends it while a state is being written.
var insideASave = way{
	name: "killed inside a save",
	end:  func(_ *testing.T, _ *site, p *process, _ *rand.Rand) { p.all(syscall.SIGKILL) },
}

// limit bounds the size of the files that the process writes from now on.
func limit(t *testing.T, p *process, size uint64) {
	bound := syscall.Rlimit{Cur: size, Max: size}
	_, _, fault := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(p.Process.Pid), syscall.RLIMIT_FSIZE,
		uintptr(unsafe.Pointer(&bound)), 0, 0, 0)
	if fault != syscall.ESRCH {
		require.Zero(t, fault)
	}
}

// small puts the state on a disk that can be full. Only a superuser can: without one it
// says false.
func (s *site) small(t *testing.T) bool {
	disk := filepath.Join(filepath.Dir(s.state), "disk")
	require.NoError(t, os.Mkdir(disk, 0o700))
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=64m"); err != nil {
		return false
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	require.NoError(t, os.CopyFS(disk, os.DirFS(s.state)))
	s.state = disk
	return true
}

// fill fills the disk but for a few blocks; room empties it again.
func fill(t *testing.T, s *site, _ *process, r *rand.Rand) {
	f, err := os.Create(filepath.Join(s.state, "ballast"))
	require.NoError(t, err)
	for block := make([]byte, 4096); err == nil; {
		_, err = f.Write(block)
	}
	size, err := f.Seek(0, 2)
	require.NoError(t, err)
	require.NoError(t, f.Truncate(max(0, size-int64(r.IntN(100))*4096)))
	require.NoError(t, f.Close())
}

func (s *site) room() { _ = os.Remove(filepath.Join(s.state, "ballast")) }
