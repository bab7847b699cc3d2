using System.Diagnostics.Metrics;
using KubeEdge.MetaManager.Prefetch;
using KubeEdge.MetaManager.Requests;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Diagnostics;

/// <summary>The instruments of this package; described in docs/metrics.md.</summary>
internal sealed class MetaManagerMetrics : IDisposable
{
    private const string OutcomeTag = "kubeedge.outcome";

    private readonly Meter _meter;
    private readonly UpDownCounter<int> _inFlight;
    private readonly Counter<long> _pushes;
    private readonly Histogram<double> _commit;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _fetches;

    public MetaManagerMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create("KubeEdge.MetaManager") ?? new Meter("KubeEdge.MetaManager");
        _inFlight = _meter.CreateUpDownCounter<int>("kubeedge.metamanager.inflight", "{object}", "Objects on their way into the store.");
        _pushes = _meter.CreateCounter<long>("kubeedge.metamanager.pushes", "{message}", "Messages from the cloud, by outcome.");
        _commit = _meter.CreateHistogram<double>("kubeedge.metamanager.commit.duration", "s", "From handing an object to the store until it is durable.");
        _dropped = _meter.CreateCounter<long>("kubeedge.metamanager.answers.dropped", "{message}", "Acknowledgements and error answers dropped because the link ended first.");
        _requests = _meter.CreateCounter<long>("kubeedge.metamanager.requests", "{request}", "Requests of this node's modules, by who answered.");
        _fetches = _meter.CreateCounter<long>("kubeedge.metamanager.prefetch.fetches", "{fetch}", "Attempts to have what pods need, by outcome.");
    }

    public void Started() => _inFlight.Add(1);

    public void Settled(in CommitResult result, TimeSpan elapsed)
    {
        _inFlight.Add(-1);
        _commit.Record(elapsed.TotalSeconds);
        Handled(result.Status != CommitStatus.Committed ? PushOutcome.Failed
            : result.Applied > 0 ? PushOutcome.Applied
            : PushOutcome.Skipped);
    }

    public void Handled(PushOutcome outcome)
    {
        if (_pushes.Enabled)
        {
            _pushes.Add(1, new KeyValuePair<string, object?>(OutcomeTag, Tag(outcome)));
        }
    }

    public void Requested(RequestOutcome outcome)
    {
        if (_requests.Enabled)
        {
            _requests.Add(1, new KeyValuePair<string, object?>(OutcomeTag, Tag(outcome)));
        }
    }

    public void Fetched(FetchOutcome outcome)
    {
        if (_fetches.Enabled)
        {
            _fetches.Add(1, new KeyValuePair<string, object?>(OutcomeTag, Tag(outcome)));
        }
    }

    public void AnswerDropped() => _dropped.Add(1);

    public void Dispose() => _meter.Dispose();

    private static string Tag(PushOutcome outcome) => outcome switch
    {
        PushOutcome.Applied => "applied",
        PushOutcome.Skipped => "skipped",
        PushOutcome.Failed => "failed",
        PushOutcome.Malformed => "malformed",
        PushOutcome.NoObject => "no_object",
        PushOutcome.UnknownSource => "unknown_source",
        _ => "unsupported",
    };

    private static string Tag(RequestOutcome outcome) => outcome switch
    {
        RequestOutcome.Cloud => "cloud",
        RequestOutcome.Local => "local",
        RequestOutcome.Forwarded => "forwarded",
        _ => "failed",
    };

    private static string Tag(FetchOutcome outcome) => outcome switch
    {
        FetchOutcome.Fetched => "fetched",
        FetchOutcome.Present => "present",
        FetchOutcome.NotFound => "not_found",
        _ => "failed",
    };
}
