namespace KubeEdge.MetaStore.Importing;

/// <summary>A topic that the cloud had subscribed to; the topic itself is the key.</summary>
internal sealed record ImportedTopic;
