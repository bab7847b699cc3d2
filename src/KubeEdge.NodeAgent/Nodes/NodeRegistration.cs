using KubeEdge.NodeAgent.Leases;
using Microsoft.Extensions.Options;

namespace KubeEdge.NodeAgent.Nodes;

/// <summary>Shows what registration and lease came to.</summary>
internal sealed class NodeRegistration(NodeIdentity identity, LeaseKeeper lease, IOptions<NodeAgentOptions> options) : INodeRegistration
{
    public bool IsRegistered => identity.Uid is not null;

    public TimeSpan? SinceRenewal => lease.SinceRenewal;

    public TimeSpan LeaseDuration => options.Value.LeaseDuration;
}
