namespace KubeEdge.EndToEnd.Tests.Processes;

/// <summary>Where the build put the programs: beside this test's own output folder, in the same configuration.</summary>
internal static class Programs
{
    public static string PathOf(string program)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        // artifacts/bin/<project>/<configuration>/<project>.dll
        string bin = output.Parent?.Parent?.FullName ?? throw new InvalidOperationException($"unexpected output folder {output}");
        string path = Path.Combine(bin, program, output.Name, program + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{program} is not built", path);
    }
}
