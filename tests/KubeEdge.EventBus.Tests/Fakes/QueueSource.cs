using KubeEdge.EdgeHub.Upstream;

namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>A source beside that of the event bus, with the reader that the test wants.</summary>
internal sealed class QueueSource(Func<UpstreamLink, IUpstreamReader> open) : IUpstreamSource
{
    public string Name => "test.uploads";

    public UpstreamClass Class => UpstreamClass.RuleData;

    public IUpstreamReader Open(UpstreamLink link) => open(link);
}
