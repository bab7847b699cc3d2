using System.Text.Json.Nodes;
using KubeEdge.Controllers.Devices;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Reports;

/// <summary>The status in a DeviceStatus object: of the device's name, owned by it, made when there is something to say.</summary>
internal sealed class DeviceStatusObject(KubeClient client) : IStatusStore
{
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int Attempts = 4;
    private KubeObject? _present;

    public async ValueTask<WriteResult> WriteAsync(DeviceRecord device, PendingStatus pending, CancellationToken cancellationToken)
    {
        KubeStatus? error = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (_present is null)
            {
                error = await ReadAsync(device, cancellationToken).ConfigureAwait(false);
                if (error is { Code: not NotFound })
                {
                    break;
                }
            }

            byte[]? patch = null;
            if (_present is { } present && (patch = StatusDocument.Patch(present, pending)) is null)
            {
                return new WriteResult(WriteStatus.Unchanged);
            }

            var written = patch is null
                ? await client.CreateAsync(DeviceTypes.Statuses, device.Namespace, Make(device, pending), cancellationToken).ConfigureAwait(false)
                : await client.PatchAsync(
                    DeviceTypes.Statuses, device.Namespace, device.Name, PatchKind.Merge, patch, cancellationToken: cancellationToken)
                    .ConfigureAwait(false);
            _present = written.IsSuccess ? written.Object : null;
            if (written.IsSuccess)
            {
                return new WriteResult(WriteStatus.Done);
            }

            // Made, changed or removed by another: looked at again. Anything else is for later.
            error = written.Error;
            if (error is not { Code: Conflict or NotFound })
            {
                break;
            }
        }

        return WriteResult.NotTaken(error);
    }

    public async ValueTask RemoveAsync(DeviceRecord device, CancellationToken cancellationToken)
    {
        // A cluster's garbage collector does the same; an API without one has nobody else.
        if (_present is { } present)
        {
            await client.DeleteAsync(
                DeviceTypes.Statuses, device.Namespace, device.Name, new KubeDeleteOptions { Uid = present.Uid }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<KubeStatus?> ReadAsync(DeviceRecord device, CancellationToken cancellationToken)
    {
        var read = await client.GetAsync(DeviceTypes.Statuses, device.Namespace, device.Name, cancellationToken).ConfigureAwait(false);
        if (read.Object is not { } found || IsOwned(found, device))
        {
            _present = read.Object;
            return read.Error;
        }

        // Left of a former device of this name.
        var removed = await client.DeleteAsync(
            DeviceTypes.Statuses, device.Namespace, device.Name, new KubeDeleteOptions { Uid = found.Uid }, cancellationToken).ConfigureAwait(false);
        return removed.IsSuccess ? null : removed.Error;
    }

    private static bool IsOwned(KubeObject status, DeviceRecord device) =>
        status.ToNode()["metadata"]?["ownerReferences"] is not JsonArray { Count: > 0 } owners
        || owners.Any(owner => (string?)owner?["uid"] == device.Uid);

    private static KubeObject Make(DeviceRecord device, PendingStatus pending) => KubeObject.FromNode(new JsonObject
    {
        ["apiVersion"] = DeviceTypes.Statuses.ApiVersion,
        ["kind"] = DeviceTypes.Statuses.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = device.Name,
            ["namespace"] = device.Namespace,
            ["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["apiVersion"] = DeviceTypes.Devices.ApiVersion,
                ["kind"] = DeviceTypes.Devices.Kind,
                ["name"] = device.Name,
                ["uid"] = device.Uid,
                ["controller"] = true,
                ["blockOwnerDeletion"] = true,
            }),
        },
        ["spec"] = new JsonObject(),
        ["status"] = StatusDocument.Changes([], pending),
    });
}
