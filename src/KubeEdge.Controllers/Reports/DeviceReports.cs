using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Controllers.Devices;
using KubeEdge.Controllers.Diagnostics;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Reports;

/// <summary>
/// Takes what nodes report about their devices. It hands each report on and returns, so a slow API slows no node. What cannot be taken is
/// counted, named in the log once for each kind and node, and not confirmed: the node keeps it.
/// </summary>
internal sealed partial class DeviceReports(
    DevicePlacements placements, StatusWriter writers, ControllersMetrics metrics, ILogger<DeviceReports> logger) : IUpstreamHandler
{
    private readonly FirstTimes _named = new();

    public bool Handles(in MessageRoute route) => route.Source == ModuleNames.DeviceTwin;

    public ValueTask HandleAsync(IConnectedNode node, Message message, CancellationToken cancellationToken)
    {
        metrics.Reported(Take(node, message));
        return default;
    }

    private string Take(IConnectedNode node, Message message)
    {
        var resource = message.Route.Resource;
        var path = ReportPath.Parse(resource);
        switch (path.Kind)
        {
            // The list is told at the start of each session, whoever asks.
            case ReportKind.Detail:
                return "ignored";
            case ReportKind.Unknown:
                if (_named.IsFirst("resource " + node.Name))
                {
                    Log.NotKnown(logger, node.Name, message.Route.Operation, resource);
                }

                return "unsupported";
            default:
                break;
        }

        if (Find(node.Name, path) is not { } device)
        {
            // Before the first list everything is unknown; nodes report again.
            if (placements.IsListed && _named.IsFirst($"device {node.Name} {path.Namespace}/{path.Name}"))
            {
                Log.UnknownDevice(logger, node.Name, resource);
            }

            return "unknown_device";
        }

        try
        {
            return Take(new Confirmation(node, message.Header.Id), device, path.Kind, message.Content.ToData()) ? "taken" : "replaced";
        }
        catch (FormatException broken)
        {
            if (_named.IsFirst("content " + node.Name))
            {
                Log.Malformed(logger, node.Name, resource, broken.Message);
            }

            return "malformed";
        }
    }

    // A node speaks for its own devices only: one that was broken into harms no other.
    private DeviceRecord? Find(string node, in ReportPath path)
    {
        if (path.Namespace is { } space)
        {
            return placements.Find(DeviceTypes.Devices.Key(space, path.Name)) is { Model: not null } found && found.Node == node ? found : null;
        }

        return placements.TryFindByName(node, path.Name, out var named) ? named : null;
    }

    private bool Take(in Confirmation report, DeviceRecord device, ReportKind kind, ReadOnlyMemory<byte> content)
    {
        if (kind == ReportKind.State)
        {
            return writers.Of(device).Take(report, ReportReader.ReadState(content), writers.Stopping);
        }

        var undeclared = writers.Of(device).Take(report, device, ReportReader.ReadTwin(content), writers.Stopping);
        if (undeclared > 0)
        {
            metrics.Reported("undeclared");
            if (_named.IsFirst("property " + device.Key))
            {
                Log.Undeclared(logger, device.Key.ToString(), undeclared.Value);
            }
        }

        return undeclared is not null;
    }
}
