using KubeEdge.Beehive.Modules;

namespace KubeEdge.Beehive.Tests.Modules;

internal sealed class IdleModule : Module
{
    public override string Name => "idle";

    public override string Group => "test";

    protected internal override Task RunAsync(IModuleContext context, CancellationToken stopping) => Task.CompletedTask;
}
