using KubeEdge.Beehive.Dispatch;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Diagnostics;

/// <summary>The values of tags. Dashboards depend on them, so they do not follow the names in the code.</summary>
internal static class MetricTags
{
    public static string Of(DialFailure failure) => failure switch
    {
        DialFailure.None => "connected",
        DialFailure.Unreachable => "unreachable",
        DialFailure.Tls => "tls",
        DialFailure.TimedOut => "timed_out",
        DialFailure.Refused => "refused",
        DialFailure.Busy => "busy",
        _ => "not_websocket",
    };

    public static string Of(InboundOutcome outcome) => outcome switch
    {
        InboundOutcome.Delivered => "delivered",
        InboundOutcome.Replied => "replied",
        InboundOutcome.LateReply => "late_reply",
        _ => "unhandled",
    };

    public static string Of(UpstreamClass upstreamClass) => upstreamClass switch
    {
        UpstreamClass.Acknowledgement => "acknowledgement",
        UpstreamClass.Status => "status",
        UpstreamClass.Twin => "twin",
        _ => "rule_data",
    };

    public static string Of(SendStatus status) => status switch
    {
        SendStatus.Sent => "written",
        SendStatus.Rejected => "rejected",
        _ => "not_written",
    };

    public static string Of(CloudReplyStatus status) => status switch
    {
        CloudReplyStatus.Answered => "answered",
        CloudReplyStatus.Offline => "offline",
        CloudReplyStatus.TimedOut => "timed_out",
        _ => "full",
    };
}
