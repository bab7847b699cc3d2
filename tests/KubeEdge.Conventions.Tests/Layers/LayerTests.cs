using System.Reflection;
using System.Runtime.CompilerServices;
using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Layers;

public sealed class LayerTests
{
    private static readonly IReadOnlyList<ProjectFile> s_projects = ProjectFile.ReadAll("src");
    private static readonly HashSet<string> s_names = [.. s_projects.Select(project => project.Name)];

    [Fact]
    public void Table_ReferencesGoDownAndSidesStayApart() => Assert.Empty(LayerRules.CheckTable(LayerTable.Rows));

    [Fact]
    public void Table_EventIdBlocks_DoNotOverlap()
    {
        var blocks = LayerTable.Rows.Where(row => row.FirstEventId > 0).OrderBy(row => row.FirstEventId).ToList();

        Assert.All(
            blocks.Zip(blocks.Skip(1)),
            pair => Assert.True(pair.First.LastEventId < pair.Second.FirstEventId, pair.ToString()));
    }

    [Fact]
    public void ProjectFiles_ReferenceExactlyWhatTheTableSays() =>
        Expect.None(s_projects.SelectMany(project => LayerRules.CheckProject(project, s_names)));

    [Fact]
    public void BuiltAssemblies_CarryOnlyWhatTheTableSays() =>
        Expect.None(
            from name in s_names
            let references = Load(name).GetReferencedAssemblies().Select(reference => reference.Name ?? "")
            from violation in LayerRules.CheckAssembly(name, references)
            select violation);

    [Fact]
    public void BuiltAssemblies_OpenInternalsOnlyToTheirTestsAndTheBenchmarks() =>
        Expect.None(
            from name in s_names
            from friend in Load(name).GetCustomAttributes<InternalsVisibleToAttribute>()
            where friend.AssemblyName != name + ".Tests" && friend.AssemblyName != "KubeEdge.Benchmarks"
            select new Violation(name + ".dll", 0, $"internals visible to {friend.AssemblyName}"));

    [Fact]
    public void CheckTable_UpwardReference_IsReported() =>
        Assert.Single(LayerRules.CheckTable([new("Low", 0, Side.Both, false, ["High"]), new("High", 1, Side.Both, false, [])]));

    [Fact]
    public void CheckTable_EdgeReferencesCloud_IsReported() =>
        Assert.Single(LayerRules.CheckTable([new("C", 0, Side.Cloud, false, []), new("E", 1, Side.Edge, false, ["C"])]));

    [Fact]
    public void CheckProject_ExtraReference_IsReportedWithItsLine()
    {
        var project = new ProjectFile("src/KubeEdge.MetaStore/KubeEdge.MetaStore.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <ProjectReference Include="../KubeEdge.Kubernetes/KubeEdge.Kubernetes.csproj" />
                <ProjectReference Include="..\KubeEdge.Beehive\KubeEdge.Beehive.csproj" />
              </ItemGroup>
            </Project>
            """);

        var existing = new HashSet<string> { "KubeEdge.Kubernetes" };

        Expect.One(LayerRules.CheckProject(project, existing), 4, "must not reference KubeEdge.Beehive");
    }

    [Fact]
    public void CheckProject_MissingReference_IsReportedWhenThePackageExists()
    {
        var project = new ProjectFile("src/KubeEdge.MetaStore/KubeEdge.MetaStore.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");

        Assert.Empty(LayerRules.CheckProject(project, new HashSet<string>()));
        Expect.One(LayerRules.CheckProject(project, new HashSet<string> { "KubeEdge.Kubernetes" }), 1, "lacks the reference");
    }

    [Theory]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk.Web\" />")]
    [InlineData("<Project><ItemGroup><FrameworkReference Include=\"Microsoft.AspNetCore.App\" /></ItemGroup></Project>")]
    public void CheckProject_AspNetWhereNotMarked_IsReported(string xml)
    {
        var project = new ProjectFile("src/KubeEdge.Beehive/KubeEdge.Beehive.csproj", xml);

        Expect.One(LayerRules.CheckProject(project, s_names), 1, "must not carry");
    }

    [Fact]
    public void CheckProject_WithoutRow_IsReported() =>
        Expect.One(LayerRules.CheckProject(new ProjectFile("src/KubeEdge.Odd/KubeEdge.Odd.csproj", "<Project />"), s_names), 1, "no row");

    [Theory]
    [InlineData("KubeEdge.Beehive", "KubeEdge.Viaduct")]
    [InlineData("KubeEdge.EdgeHub", "KubeEdge.CloudHub")]
    [InlineData("KubeEdge.Hosting", "KubeEdge.CloudHub")]
    [InlineData("KubeEdge.Hosting", "KubeEdge.Server")]
    [InlineData("KubeEdge.Beehive", "Microsoft.AspNetCore.Http")]
    public void CheckAssembly_ForbiddenReference_IsReported(string name, string reference) =>
        Expect.One(LayerRules.CheckAssembly(name, [reference]), 0, reference);

    private static Assembly Load(string name)
    {
        Assert.SkipUnless(
            File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll")), "built with SourceOnly: no package assemblies here");
        return Assembly.Load(name);
    }
}
