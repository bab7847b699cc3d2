using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEdge.NodeAgent.Pods;

/// <summary>Whether a module in this process runs pods. Then pods are that module's business.</summary>
internal sealed class ContainerRuntime(IServiceProvider provider)
{
    // Asked late: the modules are still being made when this is.
    public bool IsPresent => provider.GetServices<Module>().Any(static module => module.Name == ModuleNames.Edged);
}
