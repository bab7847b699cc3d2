using KubeEdge.Beehive.Modules;

namespace KubeEdge.Beehive;

/// <summary>Settings of the bus and of the module host.</summary>
public sealed class BeehiveOptions
{
    /// <summary>How many messages a module's inbox holds before senders wait. Default 1024, as in the original; at least 1.</summary>
    public int InboxCapacity { get; set; } = 1024;

    /// <summary>The time allowed for a request that names none (zero). Default 30 s, as in the original; more than zero.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the host waits for its modules to end when it stops. Default 10 s; more than zero. Modules that still run then are named
    /// in the log.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What happens to a module that ends, unless it has its own policy. Default: restart on failure, without a limit.</summary>
    public RestartPolicy RestartPolicy { get; set; } = RestartPolicy.Default;
}
