using KubeEdge.Beehive.Messages;

namespace KubeEdge.DeviceTwin.Upstream;

/// <summary>A message that the cloud may still confirm.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Changes">The change of each twin that it carries; of a state under the empty name.</param>
internal sealed record SentMessage(MessageId Id, Subject Subject, IReadOnlyList<KeyValuePair<string, long>> Changes);
