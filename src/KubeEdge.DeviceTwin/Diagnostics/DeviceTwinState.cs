using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Turns;
using KubeEdge.DeviceTwin.Upstream;

namespace KubeEdge.DeviceTwin.Diagnostics;

/// <summary>Gathers how the parts fare.</summary>
internal sealed class DeviceTwinState(DeviceTable devices, TwinUpstream upstream, TurnTools tools) : IDeviceTwinState
{
    public DeviceTwinStatus Current
    {
        get
        {
            var (count, oldest) = upstream.Unconfirmed;
            return new(devices.Count, count, oldest is { } since ? tools.Time.GetUtcNow() - since : null, tools.StoreFault);
        }
    }
}
