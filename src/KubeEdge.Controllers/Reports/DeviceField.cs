using KubeEdge.Controllers.Devices;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Reports;

/// <summary>The status in the Device itself, which has no status subresource.</summary>
internal sealed class DeviceField(KubeClient client) : IStatusStore
{
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int Attempts = 3;
    private KubeObject? _present;

    public async ValueTask<WriteResult> WriteAsync(DeviceRecord device, PendingStatus pending, CancellationToken cancellationToken)
    {
        // Own writes are known before the watch tells of them.
        var present = _present is { } own && own.Uid == device.Uid ? own : device.Value;
        KubeStatus? error = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (StatusDocument.Patch(present, pending) is not { } patch)
            {
                return new WriteResult(WriteStatus.Unchanged);
            }

            var patched = await client.PatchAsync(
                DeviceTypes.Devices, device.Namespace, device.Name, PatchKind.Merge, patch, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (patched is { IsSuccess: true, Object: { } written })
            {
                _present = written;
                return new WriteResult(WriteStatus.Done);
            }

            error = patched.Error;
            if (error is not { Code: Conflict })
            {
                break;
            }

            var read = await client.GetAsync(DeviceTypes.Devices, device.Namespace, device.Name, cancellationToken).ConfigureAwait(false);
            if (read.Object is not { } found)
            {
                error = read.Error;
                break;
            }

            if (found.Uid != device.Uid)
            {
                return new WriteResult(WriteStatus.Gone);
            }

            _present = present = found;
        }

        return error is { Code: NotFound } ? new WriteResult(WriteStatus.Gone, error) : WriteResult.NotTaken(error);
    }

    public ValueTask RemoveAsync(DeviceRecord device, CancellationToken cancellationToken) => default;
}
