namespace KubeEdge.ApiServer.Tests.Golden;

/// <summary>What one row printed here.</summary>
internal sealed record GoldenOutcome(GoldenRow Row, int Exit, string Output, string Errors)
{
    public bool IsSame { get; } =
        (Row.Exit is null || Row.Exit == Exit)
        && GoldenMatch.IsSame(Row.MatchOf("stdout"), Row.Output, Output)
        && GoldenMatch.IsSame(Row.MatchOf("stderr"), Row.Errors, Errors);

    public override string ToString() =>
        $"{Row}\n  wanted: {Describe(Row.Exit, Row.Output, Row.Errors)}\n  here:   {Describe(Exit, Output, Errors)}\n";

    private static string Describe(int? exit, string output, string errors) => $"exit {exit}\n    out: {output}\n    err: {errors}";
}
