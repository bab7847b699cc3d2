using KubeEdge.Hosting.Cloud.Configuration;
using KubeEdge.Kubernetes.Configuration;
using KubeEdge.Testing;

namespace KubeEdge.Hosting.Cloud.Tests.Configuration;

/// <summary>What the original's own program prints, release 1.15.1, is read and written as it is.</summary>
public sealed class PrintedFilesTests
{
    [Theory]
    [InlineData("v1alpha1-default", true)]
    [InlineData("v1alpha1-minimal", false)]
    public void ReadFile_OfTheOriginal_HasNoUnknownField(string name, bool serves)
    {
        var cloud = new CloudCoreOptions();
        cloud.ReadFile(ConfigurationCases.File("Printed", name));

        Assert.NotNull(cloud.File);
        Assert.Empty(cloud.File.Unknown);
        Assert.Equal((serves, "0.0.0.0:10000", "0.0.0.0:10002"), (cloud.ServeNodes, cloud.Hub, cloud.Https));
    }

    [Fact]
    public void WriteDefault_IsWhatTheOriginalPrints()
    {
        var output = new StringWriter();
        CloudCoreConfiguration.WriteDefault(output);
        var address = ConfigurationSchema.Read(null, CloudCoreFile.Versions).List("modules.cloudHub.advertiseAddress")[0];

        Assert.Equal(
            ConfigurationCases.Printed("v1alpha1-default", string.Empty, address),
            output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_ReadAgain_SaysTheSameAndAsksForNothingMore(bool minimal)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kubeedge-printed-").FullName, "cloudcore.yaml");
        using (var output = new StreamWriter(path))
        {
            if (minimal)
            {
                CloudCoreConfiguration.WriteMinimal(output);
            }
            else
            {
                CloudCoreConfiguration.WriteDefault(output);
            }
        }

        var read = ConfigurationSchema.Read(path, CloudCoreFile.Versions);
        Assert.Equal(ConfigurationSchema.Read(null, CloudCoreFile.Versions).NotSupported(), read.NotSupported());
        Assert.Empty(read.WithoutEffect());
        Assert.True(read.Flag("modules.cloudHub.enable"));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void NotSupported_OfTheDefaults_NamesModulesOnceEach() =>
        Assert.Equal(
            ["modules.cloudHub.unixsocket"],
            ConfigurationSchema.Read(null, CloudCoreFile.Versions).NotSupported());
}
