using Microsoft.Extensions.Logging;

namespace KubeEdge.Server.Diagnostics;

/// <summary>
/// Passes the framework's own loggers on from Warning upwards: a host that logs at Information wants to hear of its modules, not
/// two lines for each request of each private endpoint.
/// </summary>
internal sealed class QuietLoggerFactory(ILoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("Microsoft.", StringComparison.Ordinal)
            ? new WarningLogger(inner.CreateLogger(categoryName))
            : inner.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <summary>The factory belongs to the surrounding host and outlives the endpoint.</summary>
    public void Dispose()
    {
    }
}
