using System.Collections.Concurrent;
using KubeEdge.Grpc;
using KubeEdge.Mappers.Devices;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Mappers.Diagnostics;

/// <summary>Tells of faults once per place and kind: a device that fails each second is one line, and its return another.</summary>
internal sealed partial class FaultLog(ILogger logger)
{
    // A limit for texts that are always another; the counters go on.
    private const int MostKinds = 10_000;

    private readonly ConcurrentDictionary<(string Place, string Kind), bool> _told = new();

    public void Report(DeviceContext device, Operation operation, PropertyContext property, Exception exception)
    {
        var place = $"{device}, {property}";
        if (IsNew(place, $"{operation} {exception.GetType().Name}"))
        {
            Log.PropertyFailed(logger, operation, place, exception.Message);
        }
    }

    public void Failed(DeviceKey device, Exception exception)
    {
        if (IsNew(device.ToString(), exception.Message))
        {
            Log.DeviceFailed(logger, device, exception.Message);
        }
    }

    public void Changed(DeviceKey device, string state)
    {
        if (state == DeviceState.Online)
        {
            // What fails from here on is news again.
            var place = device.ToString();
            foreach (var known in _told.Keys.Where(known => known.Place == place))
            {
                _told.TryRemove(known, out _);
            }
        }

        Log.DeviceIs(logger, device, state);
    }

    /// <summary>Properties of a device have a <c>pushMethod</c>. Told once, whatever becomes of the device.</summary>
    public void NotPushed(DeviceKey device, IEnumerable<string> properties)
    {
        var names = string.Join(", ", properties);
        if (names.Length > 0 && IsNew($"{device}, pushMethod", names))
        {
            Log.NotPushed(logger, device, names);
        }
    }

    public void Refused(DeviceKey device, GrpcStatus status)
    {
        if (IsNew(device.ToString(), status.ToString()))
        {
            Log.ReportRefused(logger, device, status);
        }
    }

    public void Refused(GrpcStatus status)
    {
        if (IsNew("registration", status.ToString()))
        {
            Log.DeviceRefused(logger, status);
        }
    }

    private bool IsNew(string place, string kind) => _told.Count < MostKinds && _told.TryAdd((place, kind), true);
}
