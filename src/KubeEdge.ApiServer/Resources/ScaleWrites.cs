using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Patching;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Changes the number of an object's replicas through its scale.</summary>
internal sealed class ScaleWrites(ObjectUpdater updater)
{
    /// <summary>Replaces the scale.</summary>
    public ValueTask<WriteOutcome> UpdateAsync(UpdateRequest request, ScalePaths paths, JsonObject scale, CancellationToken cancellationToken)
    {
        return ChangeAsync(request, paths, Replace, cancellationToken);

        KubeStatus? Replace(JsonObject current, out JsonObject changed)
        {
            changed = ScaleView.Apply(current, scale, paths);
            return null;
        }
    }

    /// <summary>Patches the scale.</summary>
    public ValueTask<WriteOutcome> PatchAsync(UpdateRequest request, ScalePaths paths, ObjectPatch patch, CancellationToken cancellationToken)
    {
        return ChangeAsync(request, paths, Patch, cancellationToken);

        KubeStatus? Patch(JsonObject current, out JsonObject changed)
        {
            var failed = patch.TryApply(ScaleView.Of(current, paths), out var scale);
            changed = failed is null ? ScaleView.Apply(current, scale, paths) : current;
            return failed;
        }
    }

    private async ValueTask<WriteOutcome> ChangeAsync(
        UpdateRequest request, ScalePaths paths, ObjectChange change, CancellationToken cancellationToken)
    {
        // The object itself is changed, by the rules of its own.
        var outcome = await updater.UpdateAsync(request with { Subresource = null }, change, cancellationToken).ConfigureAwait(false);
        return outcome.Status is null
            ? WriteOutcome.Ok(ObjectJson.Write(ScaleView.Of(ObjectJson.Parse(outcome.Json), paths)))
            : outcome;
    }
}
