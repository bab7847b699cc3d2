using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Upstream;

namespace KubeEdge.Controllers.Reports;

/// <summary>A report whose sender waits to hear that it is in the API.</summary>
/// <param name="Node">The session that it came over.</param>
/// <param name="Id">The report's id.</param>
internal readonly record struct Confirmation(IConnectedNode Node, MessageId Id);
