using System.Globalization;
using System.Threading.Channels;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub;
using KubeEdge.CloudHub.InMemory;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>The real hub over memory, and behind it the one who takes rule data: the test.</summary>
internal sealed class UploadCloud : IUpstreamHandler, IAsyncDisposable
{
    public static IReadOnlySet<string> Features => MemoryHub.Features;

    private readonly MemoryHub _hub;
    private readonly Channel<Message> _taken = Channel.CreateUnbounded<Message>();

    public UploadCloud() => _hub = new MemoryHub(new CloudHubOptions { KeepaliveInterval = TimeSpan.FromDays(10) }, [this]);

    /// <summary>What is done with a message before it counts as taken; when it throws, it does not.</summary>
    public Func<Message, Task>? Take { get; set; }

    /// <summary>What was taken, in order, repetitions included.</summary>
    public ChannelReader<Message> Taken => _taken.Reader;

    /// <summary>Serves the next link of an edge.</summary>
    public async Task<MemoryLink> ServeAsync(BusRig rig)
    {
        var link = await rig.LinkAsync();
        _ = _hub.ServeAsync(link.Cloud);
        return link;
    }

    public async Task<Message> NextAsync() => await _taken.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public async Task<int> NumberAsync() => NumberOf(await NextAsync());

    public static int NumberOf(Message message) =>
        message.Content.TryGetText(out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

    public bool Handles(in MessageRoute route) => route.Operation == Operations.Upload;

    public async ValueTask HandleAsync(IConnectedNode node, Message message, CancellationToken cancellationToken)
    {
        if (Take is { } take)
        {
            await take(message).WaitAsync(cancellationToken);
        }

        _taken.Writer.TryWrite(message);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
