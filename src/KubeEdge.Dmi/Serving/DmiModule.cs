using KubeEdge.Beehive.Modules;
using KubeEdge.Dmi.Mappers;
using KubeEdge.Dmi.Objects;

namespace KubeEdge.Dmi.Serving;

/// <summary>The module: follows devices and models, keeps the mappers told, and serves the socket. It takes no messages.</summary>
internal sealed class DmiModule(ObjectFollower objects, Catalog catalog, MapperSet mappers, DmiServer server) : Module
{
    private const string ModuleName = "dmi";

    public override string Name => ModuleName;

    public override string Group => ModuleName;

    protected override async Task RunAsync(IModuleContext context, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        List<Task> parts = [objects.RunAsync(DmiKind.Model, ended.Token), objects.RunAsync(DmiKind.Device, ended.Token)];
        try
        {
            // Before all objects are known, each of them would look as if it were gone.
            await catalog.Loaded.WaitAsync(stopping).ConfigureAwait(false);
            await mappers.StartAsync(stopping).ConfigureAwait(false);
            parts.Add(server.RunAsync(ended.Token));
            await Task.WhenAny(parts).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops before everything was read.
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            try
            {
                await Task.WhenAll(parts).ConfigureAwait(false);
            }
            finally
            {
                // After the server, which could register one more.
                await mappers.StopAsync().ConfigureAwait(false);
            }
        }
    }
}
