using KubeEdge.Hosting.Configuration;
using KubeEdge.Kubernetes.Configuration;
using KubeEdge.Testing;

namespace KubeEdge.Hosting.Tests.Configuration;

/// <summary>What the original's own programs print, release 1.15.1 on a machine named <c>vm</c>, is read and written as it is.</summary>
public sealed class PrintedFilesTests
{
    public static TheoryData<string> Names => ConfigurationCases.Names("Printed");

    [Theory]
    [MemberData(nameof(Names))]
    public void ReadFile_OfTheOriginal_HasNoUnknownField(string name)
    {
        var edge = Read(name);

        Assert.NotNull(edge.File);
        Assert.Empty(edge.File.Unknown);
        Assert.Equal(("vm", "/var/lib/kubeedge"), (edge.NodeName, edge.DataDirectory));
    }

    [Theory]
    [InlineData("v1alpha2-default", true)]
    [InlineData("v1alpha1-default", true)]
    [InlineData("v1alpha2-minimal", false)]
    [InlineData("v1alpha1-minimal", false)]
    public void ReadFile_OfTheOriginal_MinimalOnesSwitchTheLinkOff(string name, bool connected) =>
        Assert.Equal(connected, Read(name).ConnectToCloud);

    [Theory]
    [InlineData("v1alpha2-default", 0)]
    [InlineData("v1alpha1-default", 1)]
    public void Write_Default_IsWhatTheOriginalPrints(string name, int version)
    {
        var output = new StringWriter();
        EdgeCoreFile.Versions[version].Write(output);
        var defaults = new EdgeCoreOptions();
        defaults.ReadFile(null, []);

        Assert.Equal(
            ConfigurationCases.Printed(name, defaults.NodeName, defaults.Cloud?.Host ?? string.Empty),
            output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_ReadAgain_SaysTheSameAndAsksForNothingMore(bool minimal)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kubeedge-printed-").FullName, "edgecore.yaml");
        using (var output = new StreamWriter(path))
        {
            if (minimal)
            {
                EdgeCoreConfiguration.WriteMinimal(output);
            }
            else
            {
                EdgeCoreConfiguration.WriteDefault(output);
            }
        }

        var read = ConfigurationSchema.Read(path, EdgeCoreFile.Versions);
        var defaults = ConfigurationSchema.Read(null, EdgeCoreFile.Versions);
        Assert.Equal(defaults.NotSupported(), read.NotSupported());
        Assert.Empty(read.WithoutEffect());
        Assert.True(read.Flag("modules.edgeHub.enable"));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void NotSupported_OfTheDefaults_NamesModulesOnceEach() =>
        Assert.Equal(
            ["modules.edged.remoteRuntimeEndpoint"],
            ConfigurationSchema.Read(null, EdgeCoreFile.Versions).NotSupported());

    private static EdgeCoreOptions Read(string name)
    {
        var edge = new EdgeCoreOptions();
        edge.ReadFile(ConfigurationCases.File("Printed", name));
        return edge;
    }
}
