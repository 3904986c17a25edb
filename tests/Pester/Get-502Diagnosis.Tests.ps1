BeforeAll {
    . $PSScriptRoot/Common.ps1
    $file = [IO.Path]::Combine($repository, 'samples', 'snapshots', 'php-upgraded.json')
    $diagnosis = Get-502Diagnosis -Path $file
}

Describe 'Get-502Diagnosis' {
    Context 'the objects' {
        It 'are typed' { $diagnosis | Should -BeOfType ([Nginx502.GatewayDiagnosis]) }
        It 'name the cause' { "$($diagnosis.Cause)" | Should -Be 'PhpVersionPathMismatch' }
        It 'are not healthy' { $diagnosis.IsHealthy | Should -Be $false }
        It 'say whom it hurts' { $diagnosis.Verdict | Should -Match '^shop\.example: ' }
        It 'have evidence' { $diagnosis.Findings[0].Evidence | Should -Not -BeNullOrEmpty }
        It 'have a command to paste' { $diagnosis.Findings[0].Remedies[0].Command | Should -Not -BeNullOrEmpty }
        It 'point to their page' { $diagnosis.Findings[0].Help | Should -Be 'about_Nginx502_Causes#phpversionpathmismatch' }
        It 'have a local time' { "$($diagnosis.Time.Kind)" | Should -Be 'Local' }
    }

    Context 'what it takes' {
        It 'a snapshot from the pipeline' { (Import-502Snapshot $file | Get-502Diagnosis).Verdict | Should -Be $diagnosis.Verdict }
        It 'the text of a snapshot' { (Get-502Diagnosis -Snapshot ([IO.File]::ReadAllText($file))).Verdict | Should -Be $diagnosis.Verdict }
        It 'files as Get-ChildItem gives them' {
            $found = [IO.FileInfo]::new($file)
            $found.PSObject.Properties.Add([psnoteproperty]::new('PSPath', $file))
            @($found, $found | Get-502Diagnosis).Cause | Should -Be @($diagnosis.Cause, $diagnosis.Cause)
        }
        It 'several files' { @(Get-502Diagnosis -Path $file, $file).Count | Should -Be 2 }
        It 'a copy of a server' { Get-502Diagnosis -RootPath $server -WarningAction Ignore | Should -BeOfType ([Nginx502.GatewayDiagnosis]) }
        It 'nothing for an empty pipeline' { @() | Get-502Diagnosis -ErrorAction Stop | Should -BeNullOrEmpty }
    }

    Context 'errors' {
        It 'a file that is not there' { { Get-502Diagnosis -Path "$TestDrive/none.json" -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,*' }
        It 'a name in place of a snapshot' { { Get-502Diagnosis -Snapshot incident.json } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' }
        It 'a public name of no site' { { Get-502Diagnosis -ViaDns } | Should -Throw -ErrorId 'ViaDnsWithoutUri,*' }
    }
}
