namespace KubeEdge.MetaStore.Tests.Model;

internal sealed record ModelObject(string Uid, ulong Version, string Label, long Revision);
