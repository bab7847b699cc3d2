using System.Diagnostics.Metrics;
using KubeEdge.MetaStore.Sqlite;
using KubeEdge.MetaStore.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaStore.Tests.Diagnostics;

/// <summary>Loggers and listeners of the program that throw: their fault, and no business of those who write.</summary>
public sealed class ListenerFaultTests
{
    private const string Break = "CREATE TRIGGER broken BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'broken'); END";

    [Fact]
    public async Task CommitAsync_LoggerThrows_AnswersAreTrueAndWritingGoesOn()
    {
        using var folder = new StoreFolder();
        await using var store = await MetaStoreFile.OpenAsync(new MetaStoreOptions { Path = folder.File }, new ThrowingLogger());
        using var other = SqliteDatabase.Open(folder.File, 0);
        other.Execute(Break);
        Assert.Equal(CommitStatus.Unavailable, (await store.CommitAsync(StoreFolder.Put("a"), Durability.Full).Soon()).Status);
        Assert.Equal(StoreStatus.ReadOnly, store.Health.Status);
        other.Execute("DROP TRIGGER broken");

        // Each has something to log: that the store writes again.
        var first = await store.CommitAsync(StoreFolder.Put("a", 1), Durability.Full).Soon();
        var second = await store.CommitAsync(StoreFolder.Put("a", 2), Durability.Full).Soon();

        Assert.Equal((CommitStatus.Committed, CommitStatus.Committed), (first.Status, second.Status));
        Assert.Equal((first.Revision + 1, StoreStatus.Ready), (second.Revision, store.Health.Status));
    }

    [Fact]
    public async Task CommitAsync_MeterListenerThrows_AnswersAreTrueAndWritingGoesOn()
    {
        using var folder = new StoreFolder();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            // Other tests have meters of the same name.
            if (instrument.Meter.Scope == meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("no room for figures"));
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => throw new InvalidOperationException("no room for figures"));
        listener.Start();
        await using var store = await MetaStoreFile.OpenAsync(new MetaStoreOptions { Path = folder.File }, meterFactory: meters);
        var queue = store.Queue("q", new QueueLimits(MaxItems: 1, WhenFull: QueueFullPolicy.DropOldest));

        var first = await queue.EnqueueAsync(StoreFolder.Json("a")).Soon();
        var second = await queue.EnqueueAsync(StoreFolder.Json("b")).Soon();

        Assert.Equal((CommitStatus.Committed, CommitStatus.Committed), (first.Status, second.Status));
        Assert.Equal(2, Assert.Single(await queue.ReadAsync().Soon()).Sequence);
        Assert.Equal(CommitStatus.Committed, (await store.CommitAsync(StoreFolder.Put("a"), Durability.Full).Soon()).Status);
    }

    private sealed class ThrowingLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException("the disk of the log is full too");
    }
}
