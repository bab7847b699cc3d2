using System.Threading.Channels;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Tests.Support;

/// <summary>A desired state that notes what it is told.</summary>
internal sealed class FakeDesiredState : IDesiredState
{
    private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();

    public void Put(ResourceType type, KubeObject value, Audience audience, ResourceKey? after = null)
    {
        var who = audience.NodeNames is { } names ? names.Count == 0 ? "nobody" : string.Join(',', names.Order()) : "all";
        _calls.Writer.TryWrite($"put {type.Key(value.Namespace, value.Name)}@{value.ResourceVersion} for {who}{(after is null ? string.Empty : " after " + after.Value.Name)}");
    }

    public void Remove(ResourceType type, KubeObject last) => _calls.Writer.TryWrite($"remove {type.Key(last.Namespace, last.Name)}");

    public void MarkSynced(ResourceType type) => _calls.Writer.TryWrite($"synced {type.Plural}");

    public IReadOnlyList<string> Taken()
    {
        var taken = new List<string>();
        while (_calls.Reader.TryRead(out var call))
        {
            taken.Add(call);
        }

        return taken;
    }

    public async Task WaitForAsync(string call)
    {
        var seen = new List<string>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            do
            {
                seen.Add(await _calls.Reader.ReadAsync(limit.Token));
            }
            while (seen[^1] != call);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"'{call}' did not come; what did: {string.Join("; ", seen)}");
        }
    }
}
