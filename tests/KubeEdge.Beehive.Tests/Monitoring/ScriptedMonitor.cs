using System.Net;
using KubeEdge.Beehive.Monitoring;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Beehive.Tests.Monitoring;

/// <summary>A monitor whose port is taken for a while.</summary>
internal sealed class ScriptedMonitor(TimeProvider timeProvider, ILogger logger)
    : MonitorService(new IPEndPoint(IPAddress.Loopback, 9091), timeProvider, logger), IMonitorListener
{
    public int Attempts { get; private set; }

    public bool IsTaken { get; set; }

    public bool IsClosed { get; private set; }

    Uri IMonitorListener.Address { get; } = new("http://127.0.0.1:9091/");

    public ValueTask DisposeAsync()
    {
        IsClosed = true;
        return ValueTask.CompletedTask;
    }

    protected override Task<IMonitorListener> ListenAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        Attempts++;
        return IsTaken ? throw new IOException("address already in use") : Task.FromResult<IMonitorListener>(this);
    }
}
