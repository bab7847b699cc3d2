using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Hosting.Tests.Configuration;

public sealed class ConfigurationReportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-report-");

    [Fact]
    public async Task Start_FileAsksForMore_IsSaidOnceByName()
    {
        var file = Path.Combine(_folder.FullName, "edgecore.yaml");
        await File.WriteAllTextAsync(
            file,
            $$"""
            apiVersion: edgecore.config.kubeedge.io/v1alpha2
            kind: EdgeCore
            database: {dataSource: '{{_folder.FullName}}/edgecore.db'}
            modules:
              edgeHub: {enable: false, messageQPS: 100}
              eventBus: {enable: false}
              serviceBus: {enable: true, port: 9061}
              metaManager: {contextSendGroup: other, wholeNewThing: 1}
            """);
        using var lines = new Lines();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(lines);
        builder.AddEdgeCore(edge => edge.ReadFile(file));
        using var host = builder.Build();

        await host.StartAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(
            [
                $"{file}:5:21: modules.edgeHub.enable is false, so this node stays without its cloud; "
                + "the original's --minconfig prints it so, set it to true",
                $"{file}: not supported yet: modules.edged.remoteRuntimeEndpoint, modules.serviceBus",
                $"{file}: without effect, there is nothing here that it could tune: modules.metaManager.contextSendGroup",
                $"{file}: no release of the original that is known has these fields, they are passed over: "
                + $"modules.metaManager.wholeNewThing ({file}:8:42)",
            ],
            lines.Written);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Written { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id is 7803 or >= 6503 and <= 6505)
            {
                Written.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
