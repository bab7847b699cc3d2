using System.Collections.Concurrent;
using System.Threading.Channels;

namespace KubeEdge.Mappers.Tests.Support;

/// <summary>What stands behind a driver: values by property, and how it behaves.</summary>
internal sealed class FakeDevice
{
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();

    public ConcurrentDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs before each operation; throws or waits as a test wants.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = static (_, _) => Task.CompletedTask;

    public void Happened(string what) => _events.Writer.TryWrite(what);

    /// <summary>The next thing that a driver did: <c>connect</c>, <c>write x=1</c>, <c>read x</c>, <c>dispose</c>.</summary>
    public Task<string> NextAsync() => _events.Reader.ReadAsync().AsTask().WaitAsync(Rig.Patience);

    /// <summary>Waits for one, past others.</summary>
    public async Task UntilAsync(string what)
    {
        while (await NextAsync() != what)
        {
        }
    }
}
