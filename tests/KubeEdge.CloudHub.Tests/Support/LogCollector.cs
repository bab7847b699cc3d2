using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>Keeps what is logged, and waits for a line.</summary>
internal sealed class LogCollector : ILoggerProvider, ILogger
{
    private readonly Lock _gate = new();
    private readonly List<(LogLevel Level, string Text)> _lines = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<(LogLevel Level, string Text)> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>The first line of a level that holds a text; waits for it.</summary>
    public async Task<string> LineAsync(LogLevel level, string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                changed = _changed.Task;
                foreach (var line in _lines)
                {
                    if (line.Level == level && line.Text.Contains(text, StringComparison.Ordinal))
                    {
                        return line.Text;
                    }
                }
            }

            await changed.WaitAsync(limit.Token);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
        {
            _lines.Add((logLevel, formatter(state, exception)));
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Dispose()
    {
    }
}
