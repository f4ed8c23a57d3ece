module cutaway.test/programs

go 1.23
