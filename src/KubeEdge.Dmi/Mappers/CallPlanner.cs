using Google.Protobuf;
using KubeEdge.Dmi.Conversion;
using KubeEdge.Dmi.Objects;

namespace KubeEdge.Dmi.Mappers;

/// <summary>
/// Tells what lies between what a mapper was told of a device or model and what there is. Only the newest state counts, so a mapper that
/// was away for ten changes gets one call, and none when they cancel out.
/// </summary>
internal sealed class CallPlanner(Catalog catalog, ObjectReader reader)
{
    public async ValueTask<PlannedCall> PlanAsync(
        string protocol, DmiKey key, IReadOnlyDictionary<DmiKey, string> told, CancellationToken cancellationToken)
    {
        IMessage? message;
        string digest;
        if (key.Kind == DmiKind.Model)
        {
            var model = catalog.IsModelOf(protocol, key) ? await reader.ModelAsync(key, cancellationToken).ConfigureAwait(false) : null;
            (message, digest) = (model, model is null ? string.Empty : SpecDigest.Of(model));
        }
        else
        {
            var entry = catalog.FindDevice(key);
            var isOurs = entry is { } found && found.Protocol == protocol;
            if (isOurs && !told.ContainsKey(Catalog.ModelOf(key, entry.GetValueOrDefault())))
            {
                return new PlannedCall(CallKind.Held);
            }

            var device = isOurs ? await reader.DeviceAsync(key, cancellationToken).ConfigureAwait(false) : null;
            (message, digest) = (device, device is null ? string.Empty : SpecDigest.Of(device));
        }

        var isKnown = told.TryGetValue(key, out var known);
        return (message, isKnown) switch
        {
            (null, true) => new PlannedCall(CallKind.Remove),
            (null, false) => default,
            (_, false) => new PlannedCall(CallKind.Create, message, digest),
            _ => known == digest ? default : new PlannedCall(CallKind.Update, message, digest),
        };
    }
}
