using System.Diagnostics.Metrics;
using KubeEdge.Dmi.Mappers;
using KubeEdge.Dmi.Objects;
using KubeEdge.Grpc;

namespace KubeEdge.Dmi.Diagnostics;

/// <summary>The instruments of this package; described in docs/metrics.md.</summary>
internal sealed class DmiMetrics : IDisposable
{
    private const string Name = "KubeEdge.Dmi";

    private readonly Meter _meter;
    private readonly Counter<long> _reports;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _registrations;

    public DmiMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(Name) ?? new Meter(Name);
        _reports = _meter.CreateCounter<long>("kubeedge.dmi.reports", "{report}", "Reports of mappers, by status.");
        _calls = _meter.CreateCounter<long>("kubeedge.dmi.calls", "{call}", "Calls of mappers, by method and status.");
        _registrations = _meter.CreateCounter<long>("kubeedge.dmi.registrations", "{registration}", "Registrations of mappers, by status.");
    }

    /// <summary>Shows how many mappers there are, and how much they have still to be told.</summary>
    public void Observe(MapperSet mappers)
    {
        _meter.CreateObservableGauge("kubeedge.dmi.mappers", () => mappers.Status.Count, "{mapper}", "Mappers that are registered.");
        _meter.CreateObservableGauge(
            "kubeedge.dmi.calls.waiting",
            () => mappers.Status.Sum(static mapper => mapper.Waiting),
            "{call}",
            "Devices and models that mappers have still to be told of.");
    }

    public void Reported(GrpcStatusCode status)
    {
        if (_reports.Enabled)
        {
            _reports.Add(1, Status(status));
        }
    }

    public void Registered(GrpcStatusCode status)
    {
        if (_registrations.Enabled)
        {
            _registrations.Add(1, Status(status));
        }
    }

    public void Called(DmiKind kind, CallKind call, GrpcStatusCode status)
    {
        if (_calls.Enabled)
        {
            _calls.Add(1, new KeyValuePair<string, object?>("kubeedge.method", MethodOf(kind, call)), Status(status));
        }
    }

    public void Dispose() => _meter.Dispose();

    private static string MethodOf(DmiKind kind, CallKind call) => (kind, call) switch
    {
        (DmiKind.Model, CallKind.Create) => "create_model",
        (DmiKind.Model, CallKind.Update) => "update_model",
        (DmiKind.Model, _) => "remove_model",
        (_, CallKind.Create) => "register_device",
        (_, CallKind.Update) => "update_device",
        _ => "remove_device",
    };

    // A code that is none of the standard's comes from a peer, and must not make a tag of its own.
    private static KeyValuePair<string, object?> Status(GrpcStatusCode status) =>
        new("kubeedge.status", Enum.IsDefined(status) ? status.ToString() : nameof(GrpcStatusCode.Unknown));
}
