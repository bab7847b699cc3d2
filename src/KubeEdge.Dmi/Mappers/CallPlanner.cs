using Google.Protobuf;
using KubeEdge.Dmi.Objects;

namespace KubeEdge.Dmi.Mappers;

/// <summary>
/// Tells what lies between what a mapper was told of a device or model and what there is. Only the newest state counts, so a mapper that
/// was away for ten changes gets one call, and none when they cancel out.
/// </summary>
internal sealed class CallPlanner(Catalog catalog, ObjectReader reader)
{
    public ValueTask<PlannedCall> PlanAsync(
        string protocol, DmiKey key, IReadOnlyDictionary<DmiKey, ToldSpec> told, CancellationToken cancellationToken) =>
        key.Kind == DmiKind.Model
            ? PlanModelAsync(protocol, key, told, cancellationToken)
            : PlanDeviceAsync(protocol, key, told, cancellationToken);

    private async ValueTask<PlannedCall> PlanModelAsync(
        string protocol, DmiKey key, IReadOnlyDictionary<DmiKey, ToldSpec> told, CancellationToken cancellationToken)
    {
        var model = catalog.IsModelOf(protocol, key) ? await reader.ModelAsync(key, cancellationToken).ConfigureAwait(false) : null;
        if (model is not null)
        {
            return Plan(key, model, ToldSpec.Of(model), told);
        }

        // The mapper may have refused to let go of a device, or to move it to another model.
        var isUsed = told.Any(other => other.Value.Model == key.Name && other.Key.Namespace == key.Namespace);
        return isUsed && told.ContainsKey(key) ? new PlannedCall(CallKind.Held) : Plan(key, null, default, told);
    }

    private async ValueTask<PlannedCall> PlanDeviceAsync(
        string protocol, DmiKey key, IReadOnlyDictionary<DmiKey, ToldSpec> told, CancellationToken cancellationToken)
    {
        if (catalog.FindDevice(key) is not { } entry || entry.Protocol != protocol)
        {
            return Plan(key, null, default, told);
        }

        var model = Catalog.ModelOf(key, entry);
        if (!told.ContainsKey(model) || !catalog.IsModelOf(protocol, model))
        {
            return new PlannedCall(CallKind.Held);
        }

        var device = await reader.DeviceAsync(key, cancellationToken).ConfigureAwait(false);
        return Plan(key, device, device is null ? default : ToldSpec.Of(device), told);
    }

    private static PlannedCall Plan(DmiKey key, IMessage? message, ToldSpec spec, IReadOnlyDictionary<DmiKey, ToldSpec> told)
    {
        var isKnown = told.TryGetValue(key, out var known);
        return (message, isKnown) switch
        {
            (null, true) => new PlannedCall(CallKind.Remove),
            (null, false) => default,
            (_, false) => new PlannedCall(CallKind.Create, message, spec),
            _ => known.Digest == spec.Digest ? default : new PlannedCall(CallKind.Update, message, spec),
        };
    }
}
