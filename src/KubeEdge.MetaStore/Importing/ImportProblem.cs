namespace KubeEdge.MetaStore.Importing;

/// <summary>A row that was not taken over.</summary>
/// <param name="Key">The row's key in the original's table.</param>
/// <param name="Reason">What is wrong with it.</param>
public readonly record struct ImportProblem(string Key, string Reason);
