using KubeEdge.Beehive;
using KubeEdge.Beehive.Diagnostics;
using KubeEdge.Beehive.Dispatch;
using Microsoft.Extensions.Options;

namespace KubeEdge.Benchmarks.Bus;

/// <summary>A bus as a host has it: default limits, ten modules, metrics that nobody listens to.</summary>
internal sealed class BusHost
{
    /// <summary>The module that the benchmarks send to.</summary>
    public const string Module = "metamanager";

    private static readonly string[] _others =
        ["websocket", "twin", "edged", "eventbus", "servicebus", "edgestream", "dmi", "nodeagent", "edgemesh"];

    public BusHost()
    {
        Bus = new MessageBus(Options.Create(new BeehiveOptions()), TimeProvider.System, new BeehiveMetrics());
        Inbox = Bus.Register(Module, "meta");
        foreach (var name in _others)
        {
            Bus.Register(name, "others");
        }
    }

    public MessageBus Bus { get; }

    public Inbox Inbox { get; }
}
