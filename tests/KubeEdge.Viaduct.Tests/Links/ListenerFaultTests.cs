using System.Diagnostics.Metrics;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Viaduct.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Viaduct.Tests.Links;

/// <summary>Loggers and listeners of the program that throw when a link ends.</summary>
public sealed class ListenerFaultTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CloseAsync_LoggerOrMeterListenerThrows_EndsAllTheSame(bool isLogger)
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var listener = Listen(meters, throws: !isLogger);
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(new ThrowingProvider(throws: isLogger)));
        await using var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud, loggerFactory: loggers, meterFactory: meters);
        var unanswered = link.Edge.RequestAsync(Sample.Message("?")).AsTask();
        await link.Cloud.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience);

        link.Cut();

        await link.Edge.Closed.WaitAsync(Sample.Patience);
        await link.Cloud.Closed.WaitAsync(Sample.Patience);
        Assert.Equal(SendStatus.Closed, (await unanswered.WaitAsync(Sample.Patience)).Status);
        Assert.False(await link.Edge.Inbound.WaitToReadAsync().AsTask().WaitAsync(Sample.Patience));
        await link.DisposeAsync().AsTask().WaitAsync(Sample.Patience);
    }

    private static MeterListener Listen(IMeterFactory meters, bool throws)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                // Other tests have meters of the same name.
                if (throws && instrument.Meter.Scope == meters && instrument.Name == "kubeedge.link.closes")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => throw new InvalidOperationException("no room for figures"));
        listener.Start();
        return listener;
    }

    private sealed class ThrowingProvider(bool throws) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => throws;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "Closed")
            {
                throw new InvalidOperationException("the disk of the log is full");
            }
        }

        public void Dispose()
        {
        }
    }
}
