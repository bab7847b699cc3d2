using KubeEdge.Testing;

namespace KubeEdge.Hosting.Cloud.Tests.Configuration;

/// <summary>The files in <c>Wrong</c>, each with the message that it must give beside it.</summary>
public sealed class WrongFilesTests
{
    public static TheoryData<string> Names => ConfigurationCases.Names("Wrong");

    [Theory]
    [MemberData(nameof(Names))]
    public void ReadFile_Wrong_SaysWhatIsWhereAndWhatIsExpected(string name)
    {
        var error = Assert.Throws<InvalidDataException>(() => new CloudCoreOptions().ReadFile(ConfigurationCases.File("Wrong", name)));

        Assert.Equal(ConfigurationCases.Message("Wrong", name), error.Message);
    }
}
