namespace KubeEdge.MetaStore.Tests.Integrity;

internal sealed record Setting(int Number, string Text);
