using KubeEdge.Beehive.Diagnostics;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Testing;
using Microsoft.Extensions.Options;

namespace KubeEdge.Beehive.Tests.Dispatch;

/// <summary>A bus without a host, on a manual clock.</summary>
internal sealed class BusFixture : IDisposable
{
    private readonly BeehiveMetrics _metrics = new();

    public BusFixture(int capacity = 1024, TimeProvider? timeProvider = null)
    {
        Clock = new ManualTimeProvider();
        Messages = new MessageFactory(Clock);
        Bus = new MessageBus(Options.Create(new BeehiveOptions { InboxCapacity = capacity }), timeProvider ?? Clock, _metrics);
    }

    public ManualTimeProvider Clock { get; }

    public MessageFactory Messages { get; }

    public MessageBus Bus { get; }

    public Message New(string text = "x") =>
        Messages.New(new MessageRoute("test", null, "res", Operations.Update), MessageContent.Text(text));

    public Message Reply(Message request, string text = "OK") => Messages.Reply(request, MessageContent.Text(text));

    public void Dispose() => _metrics.Dispose();
}
