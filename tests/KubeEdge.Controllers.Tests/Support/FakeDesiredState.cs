using System.Threading.Channels;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Tests.Support;

/// <summary>A desired state that notes what it is told.</summary>
internal sealed class FakeDesiredState : IDesiredState
{
    private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();

    public void Put(ResourceType type, KubeObject value, Audience audience) =>
        _calls.Writer.TryWrite($"put {type.Plural} {value.Namespace}/{value.Name}{(audience == Audience.AllNodes ? "" : $" for {audience}")}");

    public void Remove(ResourceType type, KubeObject last) => _calls.Writer.TryWrite($"remove {type.Plural} {last.Namespace}/{last.Name}");

    public void MarkSynced(ResourceType type) => _calls.Writer.TryWrite($"synced {type.Plural}");

    public IEnumerable<string> Taken()
    {
        while (_calls.Reader.TryRead(out var call))
        {
            yield return call;
        }
    }

    public async Task<string> NextAsync() => await _calls.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
