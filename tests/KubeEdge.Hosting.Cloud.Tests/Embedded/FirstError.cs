using KubeEdge.Hosting.Cloud.Embedded;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Hosting.Cloud.Tests.Embedded;

/// <summary>A log that is waited for.</summary>
internal sealed class FirstError : ILogger<NodeLifecycle>
{
    private readonly TaskCompletionSource<Exception?> _fault = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the first error that is logged came from.</summary>
    public Task<Exception?> Fault => _fault.Task;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Error)
        {
            _fault.TrySetResult(exception);
        }
    }
}
