using System.Diagnostics.Metrics;
using KubeEdge.CloudHub.Records;

namespace KubeEdge.CloudHub.Diagnostics;

/// <summary>The instruments of meter <c>KubeEdge.CloudHub</c>. Without a meter factory nothing is counted.</summary>
internal sealed class CloudHubMetrics
{
    private readonly UpDownCounter<long>? _connected;
    private readonly UpDownCounter<long>? _inFlight;
    private readonly Counter<long>? _delivered;
    private readonly Counter<long>? _retransmits;
    private readonly Counter<long>? _acknowledgements;
    private readonly Counter<long>? _refused;
    private readonly Counter<long>? _upstream;
    private readonly Counter<long>? _records;
    private readonly Counter<long>? _certificates;
    private readonly Counter<long>? _forgotten;
    private readonly Histogram<double>? _duration;

    public CloudHubMetrics(IMeterFactory? meters = null)
    {
        if (meters?.Create("KubeEdge.CloudHub") is not { } meter)
        {
            return;
        }

        _connected = meter.CreateUpDownCounter<long>("kubeedge.cloudhub.nodes.connected", "{node}", "Nodes with a session");
        _inFlight = meter.CreateUpDownCounter<long>(
            "kubeedge.cloudhub.deliveries.inflight", "{message}", "Objects sent and not yet acknowledged");
        _delivered = meter.CreateCounter<long>(
            "kubeedge.cloudhub.deliveries.sent", "{message}", "Objects and deletions sent for the first time");
        _retransmits = meter.CreateCounter<long>(
            "kubeedge.cloudhub.deliveries.retransmitted", "{message}", "Sends repeated for want of an acknowledgement");
        _acknowledgements = meter.CreateCounter<long>("kubeedge.cloudhub.deliveries.answered", "{message}", "Answers of nodes by outcome");
        _refused = meter.CreateCounter<long>("kubeedge.cloudhub.sessions.refused", "{session}", "Upgrades refused by reason");
        _upstream = meter.CreateCounter<long>(
            "kubeedge.cloudhub.upstream.messages", "{message}", "Messages from nodes by what was done with them");
        _certificates = meter.CreateCounter<long>(
            "kubeedge.cloudhub.certificates.requested", "{request}", "Requests for a node's certificate by outcome");
        _forgotten = meter.CreateCounter<long>(
            "kubeedge.cloudhub.tokens.forgotten", "{token}", "Used single-use tokens removed from the API after they had expired");
        _records = meter.CreateCounter<long>(
            "kubeedge.cloudhub.records.written", "{call}", "Calls to the API for delivery records by kind and outcome");
        _duration = meter.CreateHistogram<double>(
            "kubeedge.cloudhub.delivery.duration", "s", "Time from the first send of an object to its acknowledgement");
    }

    public void Connected(int change) => _connected?.Add(change);

    public void InFlight(int change) => _inFlight?.Add(change);

    public void Sent(bool again) => (again ? _retransmits : _delivered)?.Add(1);

    public void Answered(string outcome) => _acknowledgements?.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Refused(string reason) => _refused?.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void CertificateRequested(string outcome) => _certificates?.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void UsedTokenForgotten() => _forgotten?.Add(1);

    public void Upstream(string outcome) => _upstream?.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Duration(TimeSpan elapsed) => _duration?.Record(elapsed.TotalSeconds);

    public void RecordWritten(RecordCall call, RecordStatus status) => Called(
        call switch { RecordCall.Create => "create", RecordCall.Read => "read", RecordCall.Update => "update", _ => "delete" }, status);

    public void RecordPurged(RecordStatus status) => Called("purge", status);

    private void Called(string call, RecordStatus status)
    {
        if (_records is { Enabled: true } counter)
        {
            counter.Add(1, new("call", call), new("outcome", Name(status)));
        }
    }

    private static string Name(RecordStatus status) => status switch
    {
        RecordStatus.Done => "done",
        RecordStatus.NotFound => "not_found",
        RecordStatus.Exists => "exists",
        RecordStatus.Conflict => "conflict",
        RecordStatus.Refused => "refused",
        _ => "unavailable",
    };
}
