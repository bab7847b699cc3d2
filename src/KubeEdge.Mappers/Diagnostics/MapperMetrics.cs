using System.Diagnostics.Metrics;
using KubeEdge.Grpc;
using KubeEdge.Mappers.Devices;
using KubeEdge.Mappers.Edge;

namespace KubeEdge.Mappers.Diagnostics;

/// <summary>The instruments of this package; described in docs/metrics.md.</summary>
internal sealed class MapperMetrics : IDisposable
{
    private const string Name = "KubeEdge.Mappers";

    private readonly Meter _meter;
    private readonly Counter<long> _operations;
    private readonly Counter<long> _reports;
    private readonly Counter<long> _registrations;

    public MapperMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(Name) ?? new Meter(Name);
        _operations = _meter.CreateCounter<long>("kubeedge.mapper.operations", "{operation}", "What drivers were asked for, by outcome.");
        _reports = _meter.CreateCounter<long>("kubeedge.mapper.reports", "{value}", "Values reported to the edge core, by outcome.");
        _registrations = _meter.CreateCounter<long>(
            "kubeedge.mapper.registrations", "{registration}", "Registrations at the edge core, by status.");
    }

    /// <summary>Shows what a mapper has.</summary>
    public void Observe(IMapperState mapper)
    {
        var tag = new KeyValuePair<string, object?>("protocol", mapper.Protocol);
        _meter.CreateObservableGauge(
            "kubeedge.mapper.reports.waiting", () => new Measurement<int>(mapper.Waiting, tag), "{value}", "Values that wait to be reported.");
        _meter.CreateObservableGauge(
            "kubeedge.mapper.devices",
            () => mapper.Devices.GroupBy(static device => device.State)
                .Select(group => new Measurement<int>(group.Count(), tag, new("state", group.Key))),
            "{device}",
            "Devices by state.");
    }

    public void Operated(Operation operation, OperationOutcome outcome)
    {
        if (_operations.Enabled)
        {
            _operations.Add(
                1,
                new("operation", operation switch { Operation.Connect => "connect", Operation.Read => "read", _ => "write" }),
                new("outcome", outcome switch { OperationOutcome.Done => "done", OperationOutcome.Failed => "failed", _ => "timed_out" }));
        }
    }

    public void Reported(EdgeOutcome outcome, int values)
    {
        if (_reports.Enabled)
        {
            _reports.Add(values, new KeyValuePair<string, object?>("outcome", outcome switch
            {
                EdgeOutcome.Done => "done",
                EdgeOutcome.Away => "away",
                EdgeOutcome.Busy => "busy",
                EdgeOutcome.Refused => "refused",
                _ => "invalid",
            }));
        }
    }

    public void Registered(GrpcStatusCode status)
    {
        if (_registrations.Enabled)
        {
            _registrations.Add(1, new KeyValuePair<string, object?>("status", status.ToString()));
        }
    }

    public void Dispose() => _meter.Dispose();
}
