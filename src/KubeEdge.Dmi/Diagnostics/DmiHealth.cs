using KubeEdge.Beehive.Checks;

namespace KubeEdge.Dmi.Diagnostics;

/// <summary>How the way to the mappers fares. None of it fails the node: other devices go on without mappers.</summary>
internal static class DmiHealth
{
    public static CheckResult Look(IDmiState state)
    {
        if (state.Socket is not { } socket)
        {
            return CheckResult.Warn(
                "mappers cannot reach this node, its socket is not served",
                "see the log for the reason, and that the folder of modules.deviceTwin.dmiSockPath can be written");
        }

        var mappers = state.Mappers;
        if (mappers.FirstOrDefault(static mapper => mapper.Fault is not null) is { Fault: { } fault } away)
        {
            return CheckResult.Warn(
                $"mapper {away.Name} of {away.Protocol} does not answer at {away.Address} ({fault}), {away.Waiting} calls wait for it",
                "start the mapper; it gets what it missed as soon as it is there");
        }

        return mappers.FirstOrDefault(static mapper => mapper.Waiting > 0) is { } behind
            ? CheckResult.Warn(
                $"mapper {behind.Name} of {behind.Protocol} has still to take {behind.Waiting} devices and models",
                "when this stays: see the log for what it refuses, and that each device has its device model")
            : CheckResult.Pass($"{mappers.Count} mappers, served on {socket}");
    }
}
