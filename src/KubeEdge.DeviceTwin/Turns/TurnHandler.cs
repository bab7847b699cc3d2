using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Diagnostics;
using KubeEdge.DeviceTwin.Local;
using KubeEdge.DeviceTwin.Membership;
using KubeEdge.DeviceTwin.Objects;
using KubeEdge.DeviceTwin.Payloads;
using KubeEdge.DeviceTwin.Storage;
using KubeEdge.DeviceTwin.Twins;
using KubeEdge.DeviceTwin.Upstream;
using Microsoft.Extensions.Logging;

namespace KubeEdge.DeviceTwin.Turns;

/// <summary>Does what messages ask, within a turn. A message that fails here does not fail others.</summary>
internal sealed partial class TurnHandler(TurnTools tools, TwinUpstream upstream, ILogger<TurnHandler> logger)
{
    public void Handle(Turn turn, in Request request)
    {
        var result = default(TwinReportResult);
        turn.Refusal = default;
        try
        {
            result = Dispatch(turn, request);
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, request.Kind, request.Message.Route.Source);
            tools.Metrics.Ignored(IgnoredReason.Fault);
            Fail(turn, request, exception.Message);
            return;
        }

        Reply(turn, request, result);
    }

    /// <summary>Says that a request could not be stored.</summary>
    public void Fail(Turn turn, in Request request, string reason)
    {
        if (request.Kind == RequestKind.TwinUpdate)
        {
            tools.Metrics.Updated(UpdateOutcome.Failed);
            var eventId = PayloadParser.Parse(request.Body.Span, PayloadMembers.None).EventId;
            TwinUpdates.Refuse(turn, request.Device, eventId, 500, reason);
        }

        Reply(turn, request, new(TwinReportStatus.Unavailable, reason));
    }

    private TwinReportResult Dispatch(Turn turn, in Request request)
    {
        switch (request.Kind)
        {
            case RequestKind.TwinUpdate:
                TwinUpdates.Update(turn, request, UpdateSource.Edge);
                break;
            case RequestKind.CloudUpdate:
                TwinUpdates.Update(turn, request, UpdateSource.Cloud);
                break;
            case RequestKind.TwinGet:
                TwinUpdates.Get(turn, request);
                break;
            case RequestKind.StateUpdate:
                StateUpdates.Update(turn, request);
                break;
            case RequestKind.DeviceUpdate:
                AttributeUpdates.Update(turn, request);
                break;
            case RequestKind.MembershipGet:
                MembershipUpdates.Get(turn, request);
                break;
            case RequestKind.Membership:
                MembershipUpdates.Update(turn, request);
                break;
            case RequestKind.MembershipDetail:
                MembershipUpdates.Replace(turn, request);
                break;
            case RequestKind.Confirmation:
                Confirm(turn, request.Message.Header.ParentId);
                break;
            case RequestKind.LocalReport:
                var report = request.Message.Content.Read(DeviceTwinJson.Default.LocalReport);
                return report.Value is { } values ? LocalReports.Apply(turn, values) : new(TwinReportStatus.Invalid, report.Error);
            case RequestKind.Objects:
                if (request.Message.Content.Read(DeviceTwinJson.Default.ObjectNews).Value is { } news)
                {
                    ObjectUpdates.Apply(turn, news);
                }

                break;
            case RequestKind.Unknown:
                tools.Ignore(IgnoredReason.Unknown, request.Message.ToString());
                break;
        }

        return default;
    }

    /// <summary>Marks what the cloud has confirmed, unless it has changed since.</summary>
    private void Confirm(Turn turn, MessageId message)
    {
        if (upstream.Find(message) is not { } sent)
        {
            return;
        }

        turn.Confirmed.Add(message);
        if (turn.Find(sent.Subject.Device) is not { } device)
        {
            return;
        }

        var twins = new SortedDictionary<string, StoredTwin>(StringComparer.Ordinal);
        foreach (var (name, change) in sent.Changes)
        {
            if (sent.Subject.IsState)
            {
                device = device.StateChange == change ? device with { StateChange = 0 } : device;
            }
            else if (device.Twins.TryGet(name, out var twin) && twin.Change == change)
            {
                twins[name] = new StoredTwin(twin.Twin);
            }
        }

        turn.Put(device with { Twins = device.Twins.With([.. twins]) });
    }

    private void Reply(Turn turn, in Request request, in TwinReportResult result)
    {
        if (request.Message.Header.Sync)
        {
            var content = request.Kind == RequestKind.LocalReport
                ? MessageContent.Object(result, DeviceTwinJson.Default.TwinReportResult)
                : turn.Refusal.IsEmpty ? MessageContent.Text(result.IsStored ? TwinMessages.Ok : result.Reason ?? string.Empty)
                : MessageContent.Json(turn.Refusal);
            turn.Replies.Add(tools.Messages.Reply(request.Message, content));
        }
    }
}
